/** One retirement: ordered at the door, executed by the ledger, completed with a certificate number or refused by name. */
package org.carbonregistry.retirement.retire;
