/** The small demo registry that the first start loads. */
package org.carbonregistry.deploy.local.demo;
