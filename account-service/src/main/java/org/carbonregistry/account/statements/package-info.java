/** What an account held at the start and the end of some days, and each movement between. */
package org.carbonregistry.account.statements;
