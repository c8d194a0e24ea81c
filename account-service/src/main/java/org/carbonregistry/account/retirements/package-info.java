/** Carries out retirement orders: units move to RETIRED, for ever, or the order is refused by name. */
package org.carbonregistry.account.retirements;
