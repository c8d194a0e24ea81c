/** The ledger: who owns each unit of each block now (holdings) and how it came to that (movements). Pure decisions. */
package org.carbonregistry.account.ledger;
