/** Decides which credits exist: what is refused and why, and how a decision is committed. */
package org.carbonregistry.issuance;
