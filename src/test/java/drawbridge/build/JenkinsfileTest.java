package drawbridge.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.CompilationFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** See {@link Pipeline} for what is checked and what is not. */
class JenkinsfileTest {

  private String jenkinsfile = "";

  @BeforeEach
  void read() throws IOException {
    jenkinsfile = Files.readString(Path.of("Jenkinsfile"));
  }

  @Test
  void theJenkinsfileIsADeclarativePipeline() {
    assertThat(Pipeline.faults(jenkinsfile)).isEmpty();
  }

  @Test
  void itsStagesComeInOrder() {
    assertThat(jenkinsfile.lines().filter(line -> line.contains("stage('")).map(String::strip))
        .containsExactly(
            "stage('Verify') {",
            "stage('Container') {",
            "stage('System') {",
            "stage('Browser') {",
            "stage('Crash') {",
            "stage('Bench') {",
            "stage('Archive') {");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          agent any|agnt any|unknown section: agnt
          stages {|phases {|unknown section: phases
          steps {|nothing {|unknown section of a stage: nothing
          steps {|nothing {|a stage has steps
          disableConcurrentBuilds()|disableConcurrentBuild()|unknown option: disableConcurrentBuild
          cron(|chron(|unknown trigger: chron
          triggeredBy|triggerdBy|unknown condition: triggerdBy
          always {|forever {|unknown post condition: forever
          sh 'mvn clean package'|shell 'mvn'|unknown step: shell
          sh 'mvn clean package'||steps is empty
          stage('Verify')|stage|a stage has a name
          agent any|def x = 1|not declarative
          """)
  void aMistakeIsNamed(String right, @Nullable String wrong, String fault) {
    String mistaken =
        jenkinsfile.replaceFirst(Pattern.quote(right), Objects.requireNonNullElse(wrong, ""));
    assertThat(mistaken).isNotEqualTo(jenkinsfile);
    assertThat(Pipeline.faults(mistaken)).anyMatch(each -> each.contains(fault));
  }

  @Test
  void whatIsNotGroovyIsRefused() {
    String cut = jenkinsfile.substring(0, jenkinsfile.length() / 2);
    assertThatThrownBy(() -> Pipeline.faults(cut)).isInstanceOf(CompilationFailedException.class);
  }
}
