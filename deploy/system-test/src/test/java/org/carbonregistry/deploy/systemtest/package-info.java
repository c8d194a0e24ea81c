/** Black-box tests of the whole registry: the story of a credit, refusals, contention, and everything killed in turn. */
package org.carbonregistry.deploy.systemtest;
