/** Transfers that a court or another authority ordered: proposed by one registrar, approved by another. */
package org.carbonregistry.account.courts;
