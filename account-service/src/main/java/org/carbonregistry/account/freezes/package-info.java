/** Orders of authorities that units do not move: of an account, of a project, or of ranges; and their release. */
package org.carbonregistry.account.freezes;
