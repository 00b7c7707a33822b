package drawbridge;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.control.IntakeBatcher;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.control.NotAllowed;
import drawbridge.operator.control.OperatorCommands;
import drawbridge.operator.control.Passwords;
import drawbridge.operator.control.TokenCommands;
import drawbridge.platform.Problem;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.signature.Schemes;
import drawbridge.run.control.RunInserts;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.worker.AfterCommit;
import drawbridge.run.worker.Dispatcher;
import drawbridge.run.worker.InterpreterRunner;
import drawbridge.run.worker.RunEndWriter;
import drawbridge.run.worker.Runner;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.util.ArrayList;
import java.util.List;

/** The package rules of the architecture (ADR 0001): which packages may use which. */
@AnalyzeClasses(packages = "drawbridge", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  private static final String[] CONTAINER = {
    "jakarta.ejb..", "jakarta.transaction..", "jakarta.enterprise.concurrent.."
  };

  private static final DescribedPredicate<CanBeAnnotated> BEAN =
      annotatedWith(Stateless.class).or(annotatedWith(Singleton.class));

  @ArchTest
  static final ArchRule featuresUseOnlyTheFeaturesBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("inbound")
          .definedBy("drawbridge.inbound..")
          .layer("workflow")
          .definedBy("drawbridge.workflow..")
          .layer("expression")
          .definedBy("drawbridge.expression..")
          .layer("run")
          .definedBy("drawbridge.run..")
          .layer("workspace")
          .definedBy("drawbridge.workspace..")
          .layer("provider")
          .definedBy("drawbridge.provider..")
          .layer("operator")
          .definedBy("drawbridge.operator..")
          .layer("mcp")
          .definedBy("drawbridge.mcp..")
          .layer("console")
          .definedBy("drawbridge.console..")
          .layer("admin")
          .definedBy("drawbridge.admin..")
          .layer("monitoring")
          .definedBy("drawbridge.monitoring..")
          .layer("platform")
          .definedBy("drawbridge.platform..")
          .whereLayer("console")
          .mayOnlyAccessLayers(
              "admin",
              "inbound",
              "run",
              "workflow",
              "workspace",
              "provider",
              "operator",
              "monitoring",
              "platform")
          .whereLayer("admin")
          .mayOnlyAccessLayers(
              "inbound",
              "run",
              "workflow",
              "workspace",
              "provider",
              "expression",
              "operator",
              "monitoring",
              "platform")
          .whereLayer("mcp")
          .mayOnlyAccessLayers("inbound", "run", "workflow", "workspace", "operator", "platform")
          .whereLayer("monitoring")
          .mayOnlyAccessLayers("inbound", "run", "workflow", "workspace", "platform")
          .whereLayer("inbound")
          .mayOnlyAccessLayers("run", "workflow", "workspace", "provider", "expression", "platform")
          .whereLayer("run")
          .mayOnlyAccessLayers("workflow", "expression", "platform")
          .whereLayer("workflow")
          .mayOnlyAccessLayers("expression", "platform")
          .whereLayer("expression")
          .mayOnlyAccessLayers("platform")
          .whereLayer("workspace")
          .mayOnlyAccessLayers("platform")
          .whereLayer("operator")
          .mayOnlyAccessLayers("platform")
          .whereLayer("provider")
          .mayOnlyAccessLayers("platform")
          .whereLayer("platform")
          .mayNotAccessAnyLayer();

  /** Texts become values; neither templates nor jq know how. */
  @ArchTest
  static final ArchRule partsOfExpressionsUseOnlyThePartsBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("compile")
          .definedBy("drawbridge.expression.compile")
          .layer("template")
          .definedBy("drawbridge.expression.template")
          .layer("values")
          .definedBy("drawbridge.expression")
          .layer("jq")
          .definedBy("drawbridge.expression.jq..")
          .whereLayer("compile")
          .mayOnlyAccessLayers("template", "values", "jq")
          .whereLayer("template")
          .mayOnlyAccessLayers("values")
          .whereLayer("values")
          .mayOnlyAccessLayers("jq")
          .whereLayer("jq")
          .mayNotAccessAnyLayer();

  /** Text becomes filters that call functions; values and patterns know no program. */
  @ArchTest
  static final ArchRule partsOfJqUseOnlyThePartsBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("syntax")
          .definedBy("drawbridge.expression.jq.syntax")
          .layer("function")
          .definedBy("drawbridge.expression.jq.function")
          .layer("filter")
          .definedBy("drawbridge.expression.jq.filter")
          .layer("regex")
          .definedBy("drawbridge.expression.jq.regex")
          .layer("value")
          .definedBy("drawbridge.expression.jq.value")
          .whereLayer("syntax")
          .mayOnlyAccessLayers("function", "filter", "value")
          .whereLayer("function")
          .mayOnlyAccessLayers("filter", "regex", "value")
          .whereLayer("filter")
          .mayOnlyAccessLayers("regex", "value")
          .whereLayer("regex")
          .mayOnlyAccessLayers("value")
          .whereLayer("value")
          .mayNotAccessAnyLayer();

  /** Text becomes values, these become components and tasks; only the reader knows all of them. */
  @ArchTest
  static final ArchRule partsOfDefinitionsUseOnlyThePartsBelowThem =
      layeredArchitecture()
          .consideringAllDependencies()
          .layer("reader")
          .definedBy("drawbridge.workflow.definition")
          .layer("task")
          .definedBy("drawbridge.workflow.definition.task")
          .layer("component")
          .definedBy("drawbridge.workflow.definition.component")
          .layer("source")
          .definedBy("drawbridge.workflow.definition.source")
          .whereLayer("task")
          .mayOnlyBeAccessedByLayers("reader")
          .whereLayer("component")
          .mayOnlyBeAccessedByLayers("reader", "task")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("reader", "task", "component");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("drawbridge.(**)").should().beFreeOfCycles();

  /** An error that escapes from a turn would end the timer for good. */
  @ArchTest
  static final ArchRule timersRepeatWorkByRecurring =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("drawbridge.platform.Recurring")
          .and()
          .resideOutsideOfPackage("drawbridge.launcher")
          .should()
          .callMethodWhere(
              describe(
                  "a timer repeats work",
                  call -> call.getName().matches("scheduleWithFixedDelay|scheduleAtFixedRate")));

  /** The launcher is in drawbridge.jar and not in the WAR. */
  @ArchTest
  static final ArchRule theLauncherIsUsedByNoOtherPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("drawbridge.launcher")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("drawbridge.launcher");

  @ArchTest
  static final ArchRule theLauncherUsesNoOtherPackage =
      classes()
          .that()
          .resideInAPackage("drawbridge.launcher")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.sun.net.httpserver",
              "org.jspecify..",
              "fish.payara.micro..",
              "drawbridge.launcher");

  /** The client knows the API as its description says; its libraries are those of CTL-INF. */
  @ArchTest
  static final ArchRule theCommandLineClientUsesNoOtherPackage =
      classes()
          .that()
          .resideInAPackage("drawbridge.ctl..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.net.ssl",
              "jakarta.json",
              "picocli",
              "com.github.difflib..",
              "org.jspecify..",
              "drawbridge.ctl..");

  /** It is not in the WAR. */
  @ArchTest
  static final ArchRule theCommandLineClientIsUsedByNoOtherPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("drawbridge.ctl..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("drawbridge.ctl..");

  @ArchTest
  static final ArchRule partsOfTheCommandLineClientUseOnlyThePartsBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("commands")
          .definedBy("drawbridge.ctl")
          .layer("doctor")
          .definedBy("drawbridge.ctl.doctor")
          .layer("api")
          .definedBy("drawbridge.ctl.api")
          .layer("files")
          .definedBy("drawbridge.ctl.files")
          .layer("terminal")
          .definedBy("drawbridge.ctl.terminal")
          .whereLayer("doctor")
          .mayOnlyAccessLayers("api", "terminal")
          .whereLayer("api")
          .mayOnlyAccessLayers("terminal")
          .whereLayer("files")
          .mayOnlyAccessLayers("terminal")
          .whereLayer("terminal")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule entitiesKnowNeitherControlNorBoundary =
      noClasses()
          .that()
          .resideInAPackage("..entity..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("drawbridge..control..", "drawbridge..boundary..");

  @ArchTest
  static final ArchRule onlyABoundaryUsesABoundary =
      noClasses()
          .that()
          .resideOutsideOfPackage("drawbridge..boundary..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("drawbridge..boundary..");

  /** Values that admin returns: entities, read models, enums and outcomes. */
  private static final DescribedPredicate<JavaClass> VALUE =
      describe(
          "are values",
          type ->
              type.isRecord()
                  || type.isEnum()
                  || type.isInterface()
                  || type.getPackageName().endsWith(".entity")
                  || type.getPackageName().equals("drawbridge.inbound.trigger.setup"));

  /** Classes of other features that console may call, because admin would only pass them on. */
  private static final DescribedPredicate<JavaClass> CALLABLE_BY_CONSOLE =
      belongToAnyOf(
          CurrentOperator.class, // a property of the request, which EL reads
          NotAllowed.class, // the exception of a missing role, which console maps to a page
          OperatorCommands.class, // audited changes of operators
          TokenCommands.class, // audited changes of API tokens
          Passwords.class, // the rules of passwords
          Schemes.class, // a table of data: the options of the trigger form
          Handshakes.class, // a table of data: the options of the trigger form
          Presets.class); // a table of data: the options of the trigger form

  @ArchTest
  static final ArchRule consoleCallsOnlyAdmin =
      noClasses()
          .that()
          .resideInAPackage("drawbridge.console..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("drawbridge..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "drawbridge.console..",
                              "drawbridge.admin..",
                              "drawbridge.platform..")))
                  .and(not(VALUE))
                  .and(not(CALLABLE_BY_CONSOLE)));

  @ArchTest
  static final ArchRule onlyAdminResourcesUseTheirWireClasses =
      classes()
          .that()
          .resideInAPackage("drawbridge.admin.boundary.wire")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage(
              "drawbridge.admin.boundary",
              "drawbridge.admin.boundary.wire",
              "drawbridge.admin.issue.boundary",
              "drawbridge.admin.live.boundary",
              "drawbridge.admin.replay.boundary",
              "drawbridge.admin.sample.boundary",
              "drawbridge.admin.transfer.boundary");

  @ArchTest
  static final ArchRule httpStaysInTheBoundary =
      noClasses()
          .that()
          .resideOutsideOfPackage("drawbridge..boundary..")
          .and()
          .areNotAssignableTo(Problem.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "jakarta.faces..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule containerApisStayInControl =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "drawbridge..control..",
              "drawbridge.run.worker",
              "drawbridge.run.slots",
              "drawbridge.platform.compute") // exceptions that pass enterprise beans
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONTAINER);

  @ArchTest
  static final ArchRule pureLogicUsesNeitherContainerNorStore =
      noClasses()
          .that(
              resideInAnyPackage(
                  "drawbridge.run.interpreter..",
                  "drawbridge.run.journal",
                  "drawbridge.run.dryrun..",
                  "drawbridge.run.outbound..",
                  "drawbridge.expression..",
                  "drawbridge.provider..",
                  "drawbridge.workflow.definition..",
                  "drawbridge.workflow.model..",
                  "drawbridge.workflow.sample..",
                  "drawbridge.workflow.schema.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("jakarta..", "drawbridge..entity..", "drawbridge..control..")
                  .and(not(resideInAnyPackage("jakarta.json..", "jakarta.validation.."))));

  /**
   * Jackson's tree holds documents without a fixed shape: runtime data, states, outputs,
   * definitions, and the files and pages that show them. Requests, replies and setups are records.
   */
  @ArchTest
  static final ArchRule jacksonHoldsOnlyDocumentsWithoutAFixedShape =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "drawbridge.expression..",
              "drawbridge.workflow.definition..",
              "drawbridge.workflow.graph",
              "drawbridge.workflow.model",
              "drawbridge.workflow.sample",
              "drawbridge.workflow.schema",
              "drawbridge.run.interpreter",
              "drawbridge.run.journal",
              "drawbridge.run.dryrun",
              "drawbridge.run.outbound",
              "drawbridge.run.outbound.authorization.policy",
              "drawbridge.run.control",
              "drawbridge.run.entity",
              "drawbridge.provider",
              "drawbridge.inbound.body",
              "drawbridge.inbound.reply",
              "drawbridge.inbound.entity",
              "drawbridge.inbound.control",
              "drawbridge.inbound.request",
              "drawbridge.inbound.trigger.control",
              "drawbridge.inbound.trigger.event",
              "drawbridge.inbound.trigger.setup",
              "drawbridge.admin.control.journal",
              "drawbridge.admin.control.requests",
              "drawbridge.admin.control.runs",
              "drawbridge.admin.control.tryout",
              "drawbridge.admin.transfer.entity",
              "drawbridge.console.boundary..",
              "drawbridge.mcp..",
              "drawbridge.platform.json")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule setupsAndEventsOfTriggersKnowNeitherContainerNorStore =
      noClasses()
          .that()
          .resideInAnyPackage(
              "drawbridge.inbound.trigger.setup", "drawbridge.inbound.trigger.event")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "drawbridge..control..",
                  "drawbridge..boundary..",
                  "drawbridge.platform.store..",
                  "jakarta.persistence..",
                  "jakarta.enterprise.."));

  @ArchTest
  static final ArchRule limitsOfSendersReadNoStore =
      noClasses()
          .that()
          .resideInAPackage("drawbridge.inbound.control.limit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("drawbridge.platform.store..", "jakarta.persistence..");

  /** Only changes and verification need the secrets of triggers. */
  @ArchTest
  static final ArchRule onlyAdminAndVerificationChangeTriggers =
      classes()
          .that()
          .resideInAPackage("drawbridge.inbound.trigger.control.saving")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage(
              "drawbridge.inbound.trigger.control.saving",
              "drawbridge.inbound.trigger.control.verification",
              "drawbridge.admin..",
              "drawbridge.console..");

  /** An EJB that has only an injected constructor deploys, but fails at its first call. */
  @ArchTest
  static final ArchRule noConstructorIsInjected =
      noConstructors().should().beAnnotatedWith(Inject.class);

  /** Through CDI each call of a bean throws an exception inside of Payara (ADR 0021). */
  @ArchTest
  static final ArchRule beansOnTheHotPathUseEjbReferences =
      noFields()
          .that()
          .areDeclaredInClassesThat(
              belongToAnyOf(
                  IntakeBatcher.class,
                  Intake.class,
                  RunInserts.class,
                  RunTransitions.class,
                  InterpreterRunner.class,
                  RunEndWriter.class,
                  Dispatcher.class,
                  AfterCommit.class,
                  Runner.class))
          .and()
          .haveRawType(BEAN)
          .should()
          .beAnnotatedWith(Inject.class);

  /** The worker learns of queued, begun and cancelled runs from events. */
  @ArchTest
  static final ArchRule onlyRunUsesTheWorker =
      noClasses()
          .that()
          .resideOutsideOfPackage("drawbridge.run..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("drawbridge.run.worker");

  /** Payara looks up a bean by its name for each event that it observes (ADR 0021). */
  @ArchTest
  static final ArchRule transactionObserversAreNoSessionBeans =
      noMethods()
          .that(describe("observe transactions", RoomsTest::observesTransactions))
          .should()
          .beDeclaredInClassesThat(BEAN);

  /** The container's proxy of a bean refuses calls of methods that are not public. */
  @ArchTest
  static final ArchRule otherClassesCallPublicMethodsOfBeans =
      noMethods()
          .that()
          .areDeclaredInClassesThat(BEAN)
          .and()
          .areNotPublic()
          .and()
          .areNotStatic()
          .should(beUsedByOtherClasses());

  /** Proxies keep the modifier, and hold a monitor of theirs while the method waits. */
  @ArchTest
  static final ArchRule synchronizedMethodsOfBeansDoNotWait =
      noMethods()
          .that()
          .areDeclaredInClassesThat(annotatedWith(ApplicationScoped.class).or(BEAN))
          .and()
          .haveModifier(JavaModifier.SYNCHRONIZED)
          .should(waitForAMonitor());

  @ArchTest
  static final ArchRule rowsAreEntities =
      classes().that().areAnnotatedWith(Entity.class).should().resideInAPackage("..entity..");

  private static ArchCondition<JavaMethod> beUsedByOtherClasses() {
    return new ArchCondition<>("be used by other classes") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        for (JavaCodeUnitAccess<?> access : uses(method)) {
          boolean isFromOutside =
              !access.getOriginOwner().getName().startsWith(method.getOwner().getName());
          events.add(new SimpleConditionEvent(access, isFromOutside, access.getDescription()));
        }
      }
    };
  }

  private static ArchCondition<JavaMethod> waitForAMonitor() {
    return new ArchCondition<>("wait for a monitor") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
          boolean isWait =
              call.getTargetOwner().isEquivalentTo(Object.class)
                  && call.getTarget().getName().equals("wait");
          events.add(new SimpleConditionEvent(call, isWait, call.getDescription()));
        }
      }
    };
  }

  private static List<JavaCodeUnitAccess<?>> uses(JavaMethod method) {
    List<JavaCodeUnitAccess<?>> uses = new ArrayList<>(method.getCallsOfSelf());
    uses.addAll(method.getReferencesToSelf());
    return uses;
  }

  private static boolean observesTransactions(JavaMethod method) {
    return method.getParameters().stream()
        .flatMap(parameter -> parameter.tryGetAnnotationOfType(Observes.class).stream())
        .anyMatch(observed -> observed.during() != TransactionPhase.IN_PROGRESS);
  }
}
