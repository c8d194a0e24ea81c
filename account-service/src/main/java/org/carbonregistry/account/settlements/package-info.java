/** Trades that a venue settles against holds: all legs or none, once per trade id. */
package org.carbonregistry.account.settlements;
