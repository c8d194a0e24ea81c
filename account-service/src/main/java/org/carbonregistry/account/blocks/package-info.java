/** Opens issued blocks in the ledger, each once. */
package org.carbonregistry.account.blocks;
