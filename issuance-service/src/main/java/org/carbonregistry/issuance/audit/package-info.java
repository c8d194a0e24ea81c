/** The rules of issuance, recomputed from what is stored. */
package org.carbonregistry.issuance.audit;
