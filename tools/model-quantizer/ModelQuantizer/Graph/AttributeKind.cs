namespace Stethos.ModelQuantizer.Graph;

/// <summary>Kinds of attribute values with the numbers of ONNX's <c>AttributeProto.AttributeType</c>.</summary>
public enum AttributeKind
{
    Float = 1,
    Integer = 2,
    Text = 3,
    Tensor = 4,

    /// <summary>A sub-graph (If, Loop, Scan): carried as bytes, never interpreted.</summary>
    Graph = 5,

    Floats = 6,
    Integers = 7,
    Texts = 8,

    /// <summary>Lists of tensors, sparse tensors, types: carried as bytes, never interpreted.</summary>
    Other = 99,
}
