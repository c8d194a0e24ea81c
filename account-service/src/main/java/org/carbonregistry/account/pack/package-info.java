/** What an external auditor takes away: the journal of a period with everything that it leads to, to be recomputed elsewhere. */
package org.carbonregistry.account.pack;
