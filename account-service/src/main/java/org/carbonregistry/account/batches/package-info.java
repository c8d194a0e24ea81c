/** Transfers in bulk: lines of any number, durable as read, each with its own outcome. */
package org.carbonregistry.account.batches;
