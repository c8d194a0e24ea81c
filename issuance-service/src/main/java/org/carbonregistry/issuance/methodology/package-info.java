/** Methodologies: how reductions and removals are computed, in versions with a validity. */
package org.carbonregistry.issuance.methodology;
