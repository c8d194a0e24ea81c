/** Issuances: verified units become blocks of credits, by two people. */
package org.carbonregistry.issuance.issuance;
