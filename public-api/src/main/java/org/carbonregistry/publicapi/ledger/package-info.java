/** Blocks and everything that happened to their units, from the ledger's facts. */
package org.carbonregistry.publicapi.ledger;
