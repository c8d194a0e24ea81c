/** Who owned which unit when, to those who may know; and what one transaction did. */
package org.carbonregistry.account.history;
