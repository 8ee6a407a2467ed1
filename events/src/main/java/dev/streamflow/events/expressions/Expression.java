package dev.streamflow.events.expressions;

import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.functions.basic.RoundFunction;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.booleans.InfixAndOperator;
import com.ezylang.evalex.operators.booleans.InfixEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterOperator;
import com.ezylang.evalex.operators.booleans.InfixLessEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixLessOperator;
import com.ezylang.evalex.operators.booleans.InfixNotEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixOrOperator;
import com.ezylang.evalex.operators.booleans.PrefixNotOperator;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An expression that the generator and Spark SQL read alike: {@code + - * /}, comparison, {@code AND}, {@code OR},
 * {@code NOT}, {@code IF}, {@code ROUND} (half up) and {@code ABS} over required fields, so that no null can occur.
 */
public final class Expression {
    private static final Map<String, OperatorIfc> OPERATORS = Map.ofEntries(
            Map.entry("+", new InfixPlusOperator()),
            Map.entry("-", new InfixMinusOperator()),
            Map.entry("*", new InfixMultiplicationOperator()),
            Map.entry("/", new InfixDivisionOperator()),
            Map.entry("=", new InfixEqualsOperator()),
            Map.entry("==", new InfixEqualsOperator()),
            Map.entry("<>", new InfixNotEqualsOperator()),
            Map.entry("!=", new InfixNotEqualsOperator()),
            Map.entry("<", new InfixLessOperator()),
            Map.entry("<=", new InfixLessEqualsOperator()),
            Map.entry(">", new InfixGreaterOperator()),
            Map.entry(">=", new InfixGreaterEqualsOperator()),
            Map.entry("AND", new InfixAndOperator()),
            Map.entry("OR", new InfixOrOperator()));
    private static final Map<String, FunctionIfc> FUNCTIONS =
            Map.of("IF", new IfFunction(), "ROUND", new RoundFunction(), "ABS", new AbsFunction());

    /** What EvalEx is to know: nothing but what Spark SQL reads alike. */
    static final ExpressionConfiguration CONFIGURATION = configuration();

    private final String text;
    private final CompiledExpression compiled;
    private final Set<String> fields;

    private Expression(String text, CompiledExpression compiled, Set<String> fields) {
        this.text = text;
        this.compiled = compiled;
        this.fields = Set.copyOf(fields);
    }

    /** @throws IllegalArgumentException if the text is not such an expression, with the reason */
    public static Expression parse(String text) {
        ExpressionCompiler terms = new ExpressionCompiler();
        try {
            ASTNode parsed = new com.ezylang.evalex.Expression(text, CONFIGURATION).getAbstractSyntaxTree();
            return new Expression(text, terms.compile(parsed), terms.fields());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Cannot parse \"" + text + "\": a number must be decimal", e);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "Cannot parse \"" + text + "\": " + e.getMessage().toLowerCase(Locale.ROOT) + " at position "
                            + e.getStartPosition(),
                    e);
        }
    }

    /** The text, as Spark SQL takes it. */
    public String text() {
        return text;
    }

    /** The names of the fields it reads. */
    public Set<String> fields() {
        return fields;
    }

    /**
     * The value for one event: a {@link BigDecimal}, a {@link Boolean} or a {@link String}. Thread-safe.
     *
     * @param values a value of one of these types (or a {@code Long} or {@code Double}) for every one of
     *     {@link #fields}
     * @throws ArithmeticException where it has none, as in a division by zero
     */
    public Object evaluate(Map<String, ?> values) {
        try {
            return compiled.of(values);
        } catch (ArithmeticException e) {
            throw new ArithmeticException("Cannot evaluate \"" + text + "\": " + e.getMessage());
        }
    }

    private static ExpressionConfiguration configuration() {
        var operators = new MapBasedOperatorDictionary();
        OPERATORS.forEach(operators::addOperator);
        operators.addOperator("-", new PrefixMinusOperator());
        operators.addOperator("NOT", new PrefixNotOperator());
        var functions = new MapBasedFunctionDictionary();
        FUNCTIONS.forEach(functions::addFunction);
        return ExpressionConfiguration.builder()
                .operatorDictionary(operators)
                .functionDictionary(functions)
                .mathContext(ExpressionCompiler.PRECISION)
                .defaultConstants(Map.of("TRUE", EvaluationValue.TRUE, "FALSE", EvaluationValue.FALSE))
                .arraysAllowed(false)
                .structuresAllowed(false)
                .binaryAllowed(false)
                .implicitMultiplicationAllowed(false)
                .singleQuoteStringLiteralsAllowed(true)
                .stripTrailingZeros(false)
                .build();
    }
}
