/** The register of organisations that may hold accounts. */
package org.carbonregistry.account.organisations;
