/** Finding what became of something by the name its caller gave it. */
package org.carbonregistry.account.operations;
