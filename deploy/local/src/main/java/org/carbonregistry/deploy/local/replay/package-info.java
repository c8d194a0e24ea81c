/**
 * Brings an existing registry's public ledger in: reads its files, plans projects, blocks and retirements as pure code, and
 * carries the plan out through the public REST interfaces.
 */
package org.carbonregistry.deploy.local.replay;
