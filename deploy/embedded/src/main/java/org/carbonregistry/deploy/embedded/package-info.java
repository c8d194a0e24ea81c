/**
 * The real PostgreSQL, the real Kafka broker and a small OpenID Connect issuer, as processes on one machine: for tests
 * and for {@code deploy/local}. Nothing in here runs in production.
 */
package org.carbonregistry.deploy.embedded;
