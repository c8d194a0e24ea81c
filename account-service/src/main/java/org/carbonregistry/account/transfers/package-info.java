/** Transfers between accounts: offered with their units reserved, then accepted, rejected, cancelled or lapsed. */
package org.carbonregistry.account.transfers;
