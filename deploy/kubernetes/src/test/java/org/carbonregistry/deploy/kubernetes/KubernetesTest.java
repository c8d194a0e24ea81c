package org.carbonregistry.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonregistry.deploy.kubernetes.Manifests.Manifest;
import org.carbonregistry.events.wire.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cluster would be told, for the base and each overlay. */
class KubernetesTest {

    private static final String STRIMZI = "kafka.strimzi.io/v1";
    private static final String POSTGRES = "postgresql.cnpg.io/v1";
    private static final Map<String, String> SERVICES = Map.of(
            "issuance-service", "issuance",
            "account-service", "account",
            "retirement-service", "retirement",
            "public-api", "publicapi");
    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry(STRIMZI + "/Kafka", Kafka.class),
            Map.entry(STRIMZI + "/KafkaNodePool", KafkaNodePool.class),
            Map.entry(STRIMZI + "/KafkaTopic", KafkaTopic.class),
            Map.entry(STRIMZI + "/KafkaUser", KafkaUser.class));

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/small"})
    void everyFieldIsKnownToItsModel(String folder) {
        assertAll(Manifests.of(folder).all().stream().map(manifest -> () -> {
            String type = manifest.apiVersion() + "/" + manifest.kind();
            if (!type.equals(POSTGRES + "/Cluster")) {
                assertTrue(MODELS.containsKey(type), () -> "no model for " + type);
                Object model = Serialization.unmarshal(manifest.text(), MODELS.get(type));
                assertEquals(List.of(), UnknownFields.in(model), manifest::toString);
            }
        }));
    }

    @Test
    void aMisspeltFieldIsFound() {
        String deployment = "kind: Deployment\nspec: {template: {spec: {containers: [{readynessProbe: {}}]}}}";
        assertEquals(
                List.of(".Spec.Template.Spec.Containers[0].readynessProbe"),
                UnknownFields.in(Serialization.unmarshal(deployment, Deployment.class)));
        String topic = "kind: KafkaTopic\nspec: {partition: 1}";
        assertEquals(List.of(".Spec.partition"), UnknownFields.in(Serialization.unmarshal(topic, KafkaTopic.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/small"})
    void theTopicsAreThoseOfTheServicesAndWhatHoldsFactsIsKeptForEver(String folder) {
        int copies = folder.endsWith("small") ? 1 : 3;
        List<KafkaTopic> topics = models(folder, STRIMZI, "KafkaTopic", KafkaTopic.class);
        assertEquals(
                Arrays.stream(Topic.values()).map(Topic::topicName).sorted().toList(),
                topics.stream().map(t -> t.getMetadata().getName()).sorted().toList());
        assertAll(topics.stream().map(topic -> () -> {
            String name = topic.getMetadata().getName();
            Map<String, Object> config = topic.getSpec().getConfig();
            long kept = Topic.named(name)
                    .orElseThrow()
                    .keptFor()
                    .map(Duration::toMillis)
                    .orElse(-1L);
            assertEquals(String.valueOf(kept), String.valueOf(config.get("retention.ms")), name);
            assertEquals(
                    String.valueOf(Topic.MOST_RECORD_BYTES), String.valueOf(config.get("max.message.bytes")), name);
            assertEquals("-1", String.valueOf(config.get("retention.bytes")), name);
            assertEquals("delete", config.get("cleanup.policy"), name);
            assertEquals(copies, topic.getSpec().getReplicas(), name);
            assertEquals(copies == 1 ? "1" : "2", String.valueOf(config.get("min.insync.replicas")), name);
            int onOneMachine = Topic.named(name).orElseThrow().partitions();
            assertEquals(0, topic.getSpec().getPartitions() % onOneMachine, name);
            assertEquals("registry", topic.getMetadata().getLabels().get("strimzi.io/cluster"), name);
        }));
    }

    @Test
    void aPartnerReadsThePublicTopicsInItsOwnGroupsAndNothingElse() {
        KafkaUser partner =
                models("base", STRIMZI, "KafkaUser", KafkaUser.class).get(0);
        List<AclRule> rules = ((KafkaUserAuthorizationSimple) partner.getSpec().getAuthorization()).getAcls();
        assertEquals(
                Arrays.stream(Topic.values())
                        .filter(Topic::isPublic)
                        .map(Topic::topicName)
                        .collect(Collectors.toSet()),
                rules.stream()
                        .filter(r -> r.getResource() instanceof AclRuleTopicResource)
                        .map(r -> ((AclRuleTopicResource) r.getResource()).getName())
                        .collect(Collectors.toSet()));
        assertEquals(
                List.of(partner.getMetadata().getName() + "."),
                rules.stream()
                        .filter(r -> r.getResource() instanceof AclRuleGroupResource)
                        .map(r -> ((AclRuleGroupResource) r.getResource()).getName())
                        .toList());
        assertTrue(rules.stream()
                .allMatch(r -> Set.of(AclOperation.READ, AclOperation.DESCRIBE).containsAll(r.getOperations())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/small"})
    void eachDatabaseHasAnOwnerAServiceRoleAndItsExtensions(String folder) {
        List<Manifest> clusters = Manifests.of(folder).of(POSTGRES, "Cluster");
        assertEquals(
                new TreeSet<>(SERVICES.values()),
                clusters.stream()
                        .map(c -> (String) c.at("spec", "bootstrap", "initdb", "database"))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertAll(clusters.stream().map(cluster -> () -> {
            String database = (String) cluster.at("spec", "bootstrap", "initdb", "database");
            assertEquals(database + "_owner", cluster.at("spec", "bootstrap", "initdb", "owner"));
            assertEquals(cluster.name() + "-owner", cluster.at("spec", "bootstrap", "initdb", "secret", "name"));
            assertTrue(((Number) cluster.at("spec", "instances")).intValue() >= 1);
            assertNotNull(cluster.at("spec", "storage", "size"));
            Map<?, ?> role = (Map<?, ?>) ((List<?>) cluster.at("spec", "managed", "roles")).get(0);
            assertEquals(database, role.get("name"));
            assertEquals(false, role.get("superuser"));
            assertEquals(Map.of("name", cluster.name() + "-service"), role.get("passwordSecret"));
            List<?> sql = (List<?>) cluster.at("spec", "bootstrap", "initdb", "postInitApplicationSQL");
            for (String extension : List.of("btree_gist", "pg_trgm", "unaccent")) {
                assertTrue(sql.contains("create extension if not exists " + extension), extension);
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/small"})
    void everyServiceRunsHardenedAndTwice(String folder) {
        List<Deployment> deployments = models(folder, "apps/v1", "Deployment", Deployment.class);
        assertEquals(SERVICES.keySet(), names(deployments, d -> d.getMetadata().getName()));
        Manifests manifests = Manifests.of(folder);
        assertAll(deployments.stream().map(deployment -> () -> {
            String name = deployment.getMetadata().getName();
            Container container = container(deployment);
            assertEquals(2, deployment.getSpec().getReplicas(), name);
            assertTrue(
                    deployment
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getSecurityContext()
                            .getRunAsNonRoot(),
                    name);
            assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem(), name);
            assertEquals("/tmp", container.getVolumeMounts().get(0).getMountPath(), name);
            assertEquals(
                    "/q/health/live", container.getLivenessProbe().getHttpGet().getPath(), name);
            assertEquals(
                    "/q/health/ready",
                    container.getReadinessProbe().getHttpGet().getPath(),
                    name);
            assertTrue(container.getResources().getRequests().keySet().containsAll(Set.of("cpu", "memory")), name);
            for (String kind : List.of(
                    "v1/Service",
                    "policy/v1/PodDisruptionBudget",
                    "autoscaling/v2/HorizontalPodAutoscaler",
                    "networking.k8s.io/v1/NetworkPolicy")) {
                assertTrue(
                        manifests.all().stream()
                                .anyMatch(m -> (m.apiVersion() + "/" + m.kind()).equals(kind)
                                        && m.name().equals(name)),
                        name + " has no " + kind);
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/small"})
    void everyServiceIsToldWhatItNeedsAndEveryReferenceLeadsSomewhere(String folder) {
        Map<String, Set<String>> configuration = models(folder, "v1", "ConfigMap", ConfigMap.class).stream()
                .collect(Collectors.toMap(
                        c -> c.getMetadata().getName(), c -> c.getData().keySet()));
        List<Manifest> clusters = Manifests.of(folder).of(POSTGRES, "Cluster");
        Set<String> secrets = clusters.stream()
                .flatMap(c -> Stream.of(c.name() + "-owner", c.name() + "-service"))
                .collect(Collectors.toSet());
        assertAll(models(folder, "apps/v1", "Deployment", Deployment.class).stream()
                .map(deployment -> () -> {
                    String name = deployment.getMetadata().getName();
                    Set<String> told = new TreeSet<>();
                    container(deployment)
                            .getEnvFrom()
                            .forEach(from -> told.addAll(
                                    configuration.get(from.getConfigMapRef().getName())));
                    for (EnvVar variable : container(deployment).getEnv()) {
                        told.add(variable.getName());
                        boolean secret = variable.getName().endsWith("USERNAME")
                                || variable.getName().endsWith("PASSWORD");
                        assertEquals(secret, variable.getValue() == null, variable.getName());
                        if (secret) {
                            var reference = variable.getValueFrom().getSecretKeyRef();
                            assertTrue(secrets.contains(reference.getName()), reference.getName());
                            assertTrue(Set.of("username", "password").contains(reference.getKey()), reference.getKey());
                        } else {
                            String database = SERVICES.get(name);
                            assertTrue(variable.getValue().endsWith("-rw:5432/" + database), variable.getValue());
                            String host = variable.getValue().replaceAll("^.*//|-rw:.*$", "");
                            assertTrue(
                                    clusters.stream()
                                            .anyMatch(c -> c.name().equals(host)
                                                    && database.equals(
                                                            c.at("spec", "bootstrap", "initdb", "database"))),
                                    host);
                        }
                    }
                    assertTrue(
                            told.containsAll(Set.of(
                                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                                    "QUARKUS_DATASOURCE_JDBC_URL",
                                    "QUARKUS_DATASOURCE_USERNAME",
                                    "QUARKUS_DATASOURCE_PASSWORD",
                                    "QUARKUS_FLYWAY_USERNAME",
                                    "QUARKUS_FLYWAY_PASSWORD",
                                    "KAFKA_BOOTSTRAP_SERVERS",
                                    "QUARKUS_OIDC_AUTH_SERVER_URL")),
                            () -> name + " is told only " + told);
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/small"})
    void noSecretIsWrittenDownAndOnlyThePublicServiceIsOnTheInternet(String folder) {
        assertEquals(List.of(), Manifests.of(folder).of("v1", "Secret"));
        Set<String> services = names(models(folder, "v1", "Service", Service.class), s -> s.getMetadata()
                .getName());
        List<String> behind = models(folder, "networking.k8s.io/v1", "Ingress", Ingress.class).stream()
                .flatMap(i -> i.getSpec().getRules().stream())
                .flatMap(r -> r.getHttp().getPaths().stream())
                .map(p -> p.getPath() + " " + p.getBackend().getService().getName())
                .toList();
        assertEquals(List.of("/q closed", "/ public-api"), behind);
        assertTrue(services.containsAll(Set.of("closed", "public-api")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/small"})
    void productionLogsJsonAndTrustsNoLocalIssuer(String folder) {
        Map<String, String> told = models(folder, "v1", "ConfigMap", ConfigMap.class).stream()
                .filter(c -> c.getMetadata().getName().equals("registry"))
                .findFirst()
                .orElseThrow()
                .getData();
        assertEquals("true", told.get("REGISTRY_JSON_LOGS"));
        assertEquals("true", told.get("REGISTRY_PRODUCTION"));
        assertTrue(told.get("QUARKUS_OIDC_AUTH_SERVER_URL").startsWith("https://"));
        assertEquals(folder.equals("overlays/production"), told.containsKey("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT"));
    }

    private static Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    private static <T> Set<String> names(List<T> models, Function<T, String> name) {
        return models.stream().map(name).collect(Collectors.toSet());
    }

    private static <T> List<T> models(String folder, String apiVersion, String kind, Class<T> model) {
        return Manifests.of(folder).of(apiVersion, kind).stream()
                .map(manifest -> Serialization.unmarshal(manifest.text(), model))
                .toList();
    }
}
