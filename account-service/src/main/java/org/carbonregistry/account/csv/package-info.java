/** Tables as text that spreadsheets open and do not run. */
package org.carbonregistry.account.csv;
