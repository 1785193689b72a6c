using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Query;

namespace Stethos.Gateway.Web.OpenApi;

/// <summary>What the framework cannot see by itself: product name and version, query fields, numbers.</summary>
internal static class ApiDocument
{
    public const string Path = "/openapi.json";

    public static void Configure(OpenApiOptions options, ISiteView view)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Stethos gateway",
                Version = view.GetStatus().Gateway,
                Description = "Nodes, trends, spectra and alerts of one site. Times are RFC 3339, in UTC. "
                    + "Refusals are problem documents (RFC 9457).",
            };

            // The document is the same wherever the gateway is reached from.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(AddQueryFields);
        options.AddSchemaTransformer(DescribeNumbers);
    }

    private static Task AddQueryFields(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken _)
    {
        foreach (var field in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryField>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = field.Name,
                In = ParameterLocation.Query,
                Description = field.Description,
                Schema = SchemaOf(field),
            });
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema SchemaOf(QueryField field) => field switch
    {
        NumberField number => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = Text(number.Minimum),
            Maximum = Text(number.Maximum),
            Default = number.Fallback,
        },
        ChoiceField choice => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. choice.Choices.Select(c => (JsonNode)c)],
            Default = choice.Choices[0],
        },
        FlagField => new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
        _ => throw new ArgumentException($"No schema for {field.GetType().Name}", nameof(field)),
    };

    /// <summary>Our converters hide the type of a number from the framework, and may write null where it is not finite.</summary>
    private static Task DescribeNumbers(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(double) || type == typeof(float))
        {
            schema.Type = JsonSchemaType.Number | JsonSchemaType.Null;
            schema.Format = type == typeof(double) ? "double" : "float";
        }

        return Task.CompletedTask;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
