/** Measures how fast a running registry is, beside what its database can do at most in the same minutes on the same machine. */
package org.carbonregistry.deploy.bench;
