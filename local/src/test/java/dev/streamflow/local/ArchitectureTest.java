package dev.streamflow.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.Result;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Who may use whom; {@code docs/architecture.md} draws it. */
@AnalyzeClasses(packages = "dev.streamflow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule MODULES_IMPORT_IN_ONE_DIRECTION = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.streamflow..")
            .layer("events")
            .definedBy("dev.streamflow.events..")
            .layer("landing")
            .definedBy("dev.streamflow.landing..")
            .layer("cli")
            .definedBy("dev.streamflow.cli..")
            .layer("csv")
            .definedBy("dev.streamflow.csv..")
            .layer("kafka")
            .definedBy("dev.streamflow.kafka..")
            .layer("broker")
            .definedBy("dev.streamflow.broker..")
            .layer("session")
            .definedBy("dev.streamflow.session..")
            .layer("producers")
            .definedBy("dev.streamflow.producers..")
            .layer("ingest")
            .definedBy("dev.streamflow.ingest..")
            .layer("etl")
            .definedBy("dev.streamflow.etl..")
            .layer("streaming")
            .definedBy("dev.streamflow.streaming..")
            .layer("dashboard")
            .definedBy("dev.streamflow.dashboard..")
            .layer("local")
            .definedBy("dev.streamflow.local..")
            .whereLayer("local")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("dashboard")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("producers")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("ingest")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("etl")
            .mayOnlyBeAccessedByLayers("streaming", "local")
            .whereLayer("streaming")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("etl", "streaming", "local")
            .whereLayer("kafka")
            .mayOnlyBeAccessedByLayers("producers", "ingest", "streaming", "local")
            .whereLayer("landing")
            .mayOnlyBeAccessedByLayers("ingest", "etl", "dashboard", "local")
            .whereLayer("csv")
            .mayOnlyBeAccessedByLayers("producers", "streaming")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers(
                    "csv", "kafka", "broker", "producers", "ingest", "etl", "streaming", "dashboard", "local");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CIRCLES =
            slices().matching("dev.streamflow.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CONTRACTS_ARE_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage("dev.streamflow.events..", "dev.streamflow.landing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "net.datafaker..", "picocli..");

    @ArchTest
    static final ArchRule FILES_ARE_READ_WITHOUT_AN_ENGINE = noClasses()
            .that()
            .resideInAPackage("dev.streamflow.csv..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "net.datafaker..");

    @ArchTest
    static final ArchRule THE_DASHBOARD_NEEDS_NO_ENGINE_BUT_DUCKDB = noClasses()
            .that()
            .resideInAPackage("dev.streamflow.dashboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CIRCLES_IN_LANDING =
            slices().matching("dev.streamflow.landing.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_PACKAGE_CIRCLES_IN_INGEST =
            slices().matching("dev.streamflow.ingest.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ETL_DOES_NOT_KNOW_KAFKA = noClasses()
            .that()
            .resideInAnyPackage("dev.streamflow.etl..", "dev.streamflow.session..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule THE_SESSION_FACTORY_HOLDS_NO_DATASET_CODE = noClasses()
            .that()
            .resideInAPackage("dev.streamflow.session..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Dataset");

    @ArchTest
    static final ArchRule DATAFRAMES_NOT_RDDS = noClasses()
            .that()
            .resideInAPackage("dev.streamflow.etl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark.rdd..", "org.apache.spark.api.java");

    @ArchTest
    static final ArchRule RESULT_LINES_HAVE_THE_NAMES_OF_THEIR_RECORDS = noFields()
            .that()
            .areDeclaredInClassesThat()
            .areRecords()
            .should()
            .beAnnotatedWith(DescribedPredicate.describe(
                    "@JsonProperty with a name",
                    annotation -> annotation.getRawType().isEquivalentTo(JsonProperty.class)
                            && annotation
                                    .get("value")
                                    .filter(name -> !name.equals(""))
                                    .isPresent()))
            .because("keys are camelCase in every result line");

    @ArchTest
    static final ArchRule CLI_ALONE_KNOWS_EXIT_CODES = noClasses()
            .that()
            .resideOutsideOfPackage("dev.streamflow.cli")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ExitCode.class, CommandLine.IExitCodeGenerator.class)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because(
                    "a command returns a Result or throws a CommandException, and Program ends with the code of either");

    @ArchTest
    static final ArchRule COMMANDS_RETURN_A_RESULT = methods()
            .that()
            .haveName("call")
            .and()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Command.class)
            .and()
            .doNotHaveModifier(JavaModifier.BRIDGE)
            .should()
            .haveRawReturnType(Result.class);

    @ArchTest
    static final ArchRule COMMANDS_ALONE_ASK_THE_CLOCK = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Command")
            .and()
            // What is logged has the time at which it was.
            .doNotHaveSimpleName("JsonLog")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("what is made follows from what is given; plans and ledgers take a Clock from their command");
}
