/** How much may leave an account: in one transfer, in one day, and on the word of one representative alone. */
package org.carbonregistry.account.limits;
