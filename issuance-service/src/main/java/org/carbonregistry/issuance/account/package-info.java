/** What this service needs to know of accounts. */
package org.carbonregistry.issuance.account;
