/** What an account holds now, as its representatives read it. */
package org.carbonregistry.account.holdings;
