/** Recomputes the ledger from its journal and says what does not fit. */
package org.carbonregistry.account.audit;
