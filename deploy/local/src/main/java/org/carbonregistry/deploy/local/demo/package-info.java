/** A client of the services' public interfaces, and the small demo registry that the first start loads through it. */
package org.carbonregistry.deploy.local.demo;
