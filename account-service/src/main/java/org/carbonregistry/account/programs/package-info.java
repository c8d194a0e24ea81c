/** What the ledger must know of programmes, and the system accounts that come with each. */
package org.carbonregistry.account.programs;
