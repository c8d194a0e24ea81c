/** Projects: their life cycle, their validation and the public history of their states. */
package org.carbonregistry.issuance.project;
