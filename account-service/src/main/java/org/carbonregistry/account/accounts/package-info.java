/** Accounts: opened for organisations by a registrar, and for programmes by the registry itself; suspended and closed. */
package org.carbonregistry.account.accounts;
