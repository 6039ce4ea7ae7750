using System.Text;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace PhotoShare.Web;

/// <summary>Parses a document, unless it is larger or deeper than <see cref="GraphLimits"/> allows: then it is refused from its tokens, without building a tree or recursing into it.</summary>
public sealed class DocumentReader(GraphLimits limits) : IDocumentBuilder
{
    public GraphQLDocument Build(string body)
    {
        // A char is at least one byte: the cheap test comes first.
        if (body.Length > limits.DocumentBytes || Encoding.UTF8.GetByteCount(body) > limits.DocumentBytes)
            throw Over("DOCUMENT", $"A document has at most {limits.DocumentBytes / 1024} KB.");
        try
        {
            CheckTokens(body);
            return Parser.Parse(body, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = 3 * limits.Nesting });
        }
        catch (GraphQLSyntaxErrorException wrong)
        {
            throw new SyntaxError(wrong);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw Nested();
        }
    }

    void CheckTokens(string body)
    {
        ROM source = body;
        var (count, open) = (0, 0);
        for (var token = Lexer.Lex(source); token.Kind != TokenKind.EOF; token = Lexer.Lex(source, token.End))
        {
            if (++count > limits.Tokens) throw Over("TOKENS", $"A document has at most {limits.Tokens} tokens.");
            if (token.Kind is TokenKind.BRACE_L or TokenKind.BRACKET_L or TokenKind.PAREN_L && ++open > limits.Nesting) throw Nested();
            if (token.Kind is TokenKind.BRACE_R or TokenKind.BRACKET_R or TokenKind.PAREN_R) open--;
        }
    }

    ExecutionError Nested() => Over("NESTING", $"A document has at most {limits.Nesting} brackets open at once.");

    static ExecutionError Over(string what, string sentence) => new(sentence) { Code = $"LIMIT_{what}" };
}
