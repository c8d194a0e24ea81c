/** Reads every manifest and every Dockerfile as strictly as the cluster will, or more so. */
package org.carbonregistry.deploy.kubernetes;
