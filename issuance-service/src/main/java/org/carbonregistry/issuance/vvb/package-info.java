/** Validation and verification bodies with their accreditations. */
package org.carbonregistry.issuance.vvb;
