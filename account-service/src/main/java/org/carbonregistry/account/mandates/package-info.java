/** What an account holder lets a venue do with its units: up to a limit, until a date, revoked at once. */
package org.carbonregistry.account.mandates;
