/**
 * The whole registry on one machine with one command: {@link org.carbonregistry.deploy.local.Up} starts and watches the
 * processes, {@link org.carbonregistry.deploy.local.RunFile} tells others where they are.
 */
package org.carbonregistry.deploy.local;
