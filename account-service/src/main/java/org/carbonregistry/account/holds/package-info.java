/** Units kept for a settlement agent: placed, then settled, released or expired, exactly one of them. */
package org.carbonregistry.account.holds;
