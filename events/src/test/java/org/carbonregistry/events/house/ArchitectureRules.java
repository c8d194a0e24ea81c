package org.carbonregistry.events.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.junit.jupiter.api.Test;

/** What every module's compiled classes must keep to. Extend it as {@code ArchitectureTest}; no application is started. */
public abstract class ArchitectureRules {

    private static final Set<String> LAYERS = Set.of(
            "controller",
            "controllers",
            "service",
            "services",
            "repository",
            "repositories",
            "dao",
            "dto",
            "dtos",
            "entity",
            "entities",
            "model",
            "models",
            "domain",
            "resource",
            "resources",
            "rest",
            "api",
            "impl",
            "util",
            "utils",
            "common",
            "helper",
            "helpers",
            "manager",
            "core",
            "misc",
            "exception",
            "exceptions",
            "infrastructure",
            "adapter",
            "adapters",
            "port",
            "ports");
    private static final List<String> FRAMEWORKS = List.of(
            "io.quarkus.",
            "io.smallrye.",
            "io.vertx.",
            "jakarta.",
            "org.apache.kafka.",
            "org.hibernate.",
            "org.jboss.resteasy.");
    private static final List<String> SERVICES = List.of(
            "org.carbonregistry.issuance",
            "org.carbonregistry.account",
            "org.carbonregistry.retirement",
            "org.carbonregistry.publicapi");
    private static final List<String> MUTABLE = List.of(
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.ArrayList",
            "java.util.ArrayDeque",
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal");

    private JavaClasses imported;

    /** The package of the module, for example {@code org.carbonregistry.account}. */
    protected abstract String root();

    /** Classes that decide without being a record, an enum or a {@code …Decision}: they, too, know no framework. */
    protected Set<Class<?>> decisions() {
        return Set.of();
    }

    /**
     * Records or enums, by simple name, that are part of the machinery and decide nothing (they hold a connection, an
     * emitter, the parameters of a request). Private nested ones need no mention.
     */
    protected Set<String> machinery() {
        return Set.of();
    }

    @Test
    void packagesAreFeaturesNotLayers() {
        Set<String> layers = new TreeSet<>();
        for (JavaClass type : classes()) {
            Arrays.stream(type.getPackageName().split("\\."))
                    .filter(LAYERS::contains)
                    .forEach(part -> layers.add(type.getPackageName()));
        }
        assertEquals(Set.of(), layers);
    }

    @Test
    void whatDecidesKnowsNoFramework() {
        Set<String> named = decisions().stream().map(Class::getName).collect(Collectors.toSet());
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes()) {
            if (named.contains(type.getName()) || decidesByItsForm(type)) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getName())
                        .filter(target -> FRAMEWORKS.stream().anyMatch(target::startsWith))
                        .forEach(target -> wrong.add(type.getName() + " → " + target));
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void noServiceSeesAnother() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes()) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> SERVICES.stream()
                            .filter(service -> !service.equals(root()))
                            .anyMatch(service -> (target.getPackageName() + ".").startsWith(service + ".")))
                    .forEach(target -> wrong.add(type.getName() + " → " + target.getName()));
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void whatAnObjectNeedsComesThroughItsConstructor() {
        Set<String> wrong = fields().stream()
                .filter(field -> field.isAnnotatedWith(Inject.class))
                .filter(field -> !field.getRawType().isEquivalentTo(JsonWebToken.class))
                .map(JavaField::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), wrong);
    }

    @Test
    void nothingStaticChanges() {
        Set<String> wrong = fields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL) || mutable(field.getRawType()))
                .map(JavaField::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), wrong);
    }

    /** A write that was begun is finished, and its answer kept under its Idempotency-Key, also when the client hangs up. */
    @Test
    void aWriteIsNotBrokenOffWhenItsClientHangsUp() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes()) {
            boolean writes = type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(POST.class));
            if (writes
                    && !type.tryGetAnnotationOfType(Cancellable.class)
                            .map(c -> !c.value())
                            .orElse(false)) {
                wrong.add(type.getName() + " lacks @Cancellable(false)");
            }
        }
        assertEquals(Set.of(), wrong);
    }

    private boolean decidesByItsForm(JavaClass type) {
        boolean hidden = type.isNestedClass() && type.getModifiers().contains(JavaModifier.PRIVATE);
        return !hidden
                && !machinery().contains(type.getSimpleName())
                && (type.isRecord() || type.isEnum() || type.getSimpleName().endsWith("Decision"));
    }

    private static boolean mutable(JavaClass type) {
        return MUTABLE.contains(type.getName()) || type.getName().startsWith("java.util.concurrent.");
    }

    private List<JavaField> fields() {
        return classes().stream().flatMap(type -> type.getFields().stream()).toList();
    }

    private JavaClasses classes() {
        if (imported == null) {
            imported = new ClassFileImporter().importPath(Path.of("target", "classes"));
            assertFalse(imported.isEmpty(), "target/classes holds no classes");
            imported.forEach(type -> assertEquals(
                    true,
                    (type.getPackageName() + ".").startsWith(root() + "."),
                    type.getName() + " is not in " + root()));
        }
        return imported;
    }
}
