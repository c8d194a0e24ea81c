/** Verifications: how many units happened in which period. */
package org.carbonregistry.issuance.verification;
