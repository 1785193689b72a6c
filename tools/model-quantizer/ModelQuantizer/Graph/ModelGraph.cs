using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>
/// A model as a graph of ONNX operators: the one representation that importers make, passes change and writers read.
/// Nodes keep the order they were added in; <see cref="Order"/> gives one in which every node follows its inputs.
/// Not thread safe.
/// </summary>
public sealed class ModelGraph
{
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nodeNames = new(StringComparer.Ordinal);
    private readonly List<Node> _nodes = [];
    private readonly List<Tensor> _inputs = [];
    private readonly List<Tensor> _outputs = [];
    private GraphIndex? _index;

    public ModelGraph(string name, Provenance? provenance = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Provenance = provenance ?? Provenance.Made;
    }

    public string Name { get; set; }

    public Provenance Provenance { get; set; }

    /// <summary>Version of ONNX's own operators; 21 after normalising.</summary>
    public int Opset { get; set; } = 21;

    /// <summary>Versions of other operator domains, by domain.</summary>
    public SortedDictionary<string, int> OtherOpsets { get; } = new(StringComparer.Ordinal);

    /// <summary>The model's own key-value pairs.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyCollection<Tensor> Tensors => _tensors.Values;

    /// <summary>Graph inputs that are no constants, in order.</summary>
    public IReadOnlyList<Tensor> Inputs => _inputs;

    public IReadOnlyList<Tensor> Outputs => _outputs;

    public Tensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>A new tensor; when the name is taken, a number is added to it.</summary>
    public Tensor AddTensor(string name, ElementType type = ElementType.Undefined, Shape? shape = null)
    {
        var tensor = new Tensor(FreeName(name, _tensors.ContainsKey), type, shape);
        _tensors.Add(tensor.Name, tensor);
        return tensor;
    }

    public Tensor AddConstant(string name, TensorData value)
    {
        var tensor = AddTensor(name);
        tensor.Constant = value;
        return tensor;
    }

    public Tensor AddInput(string name, ElementType type, Shape? shape)
    {
        var tensor = AddTensor(name, type, shape);
        _inputs.Add(tensor);
        return tensor;
    }

    public void AddInput(Tensor tensor) => _inputs.Add(Own(tensor));

    public void AddOutput(Tensor tensor) => _outputs.Add(Own(tensor));

    /// <summary>Takes all outputs away; others must follow.</summary>
    public void ClearOutputs() => _outputs.Clear();

    /// <summary>Puts another input in the place of one.</summary>
    public void SetInput(int index, Tensor tensor) => _inputs[index] = Own(tensor);

    public bool RemoveInput(Tensor tensor) => _inputs.Remove(tensor);

    public void SetOutput(int index, Tensor tensor) => _outputs[index] = Own(tensor);

    public bool IsInput(Tensor tensor) => _inputs.Contains(tensor);

    public bool IsOutput(Tensor tensor) => _outputs.Contains(tensor);

    /// <summary>Appends a node of ONNX's own operators with one new output, which is returned by <see cref="Node.Output"/>.</summary>
    public Node Add(string op, string name, params Tensor?[] inputs) => Add(op, name, inputs, [AddTensor(name)]);

    public Node Add(string op, string name, IEnumerable<Tensor?> inputs, IEnumerable<Tensor?> outputs, string domain = "") =>
        Insert(_nodes.Count, op, name, inputs, outputs, domain);

    /// <summary>Puts a new node before another one.</summary>
    public Node InsertBefore(Node next, string op, string name, IEnumerable<Tensor?> inputs, IEnumerable<Tensor?> outputs) =>
        Insert(_nodes.IndexOf(next), op, name, inputs, outputs, "");

    /// <summary>Removes a node; its outputs stay as tensors until <see cref="RemoveUnused"/>.</summary>
    public void Remove(Node node)
    {
        if (_nodes.Remove(node))
        {
            _nodeNames.Remove(node.Name);
            _index = null;
        }
    }

    /// <summary>
    /// A node of another type in the place of one: same outputs and origin, given inputs, no attributes. The old node is gone.
    /// </summary>
    public Node Replace(Node old, string op, params Tensor?[] inputs)
    {
        ArgumentNullException.ThrowIfNull(old);
        var place = _nodes.IndexOf(old);
        Remove(old);
        var node = Insert(place, op, old.Name, inputs, old.Outputs, "");
        node.OriginalName = old.OriginalName;
        node.OriginalIndex = old.OriginalIndex;
        return node;
    }

    /// <summary>The same node with other inputs, also more or fewer; attributes stay. The old node is gone.</summary>
    public Node ReplaceInputs(Node old, params Tensor?[] inputs)
    {
        var node = Replace(old, old.Op, inputs);
        foreach (var (name, value) in old.Attributes)
        {
            node.SetAttribute(name, value);
        }

        return node;
    }

    public void SetInput(Node node, int index, Tensor? tensor)
    {
        ArgumentNullException.ThrowIfNull(node);
        node.InputArray[index] = tensor is null ? null : Own(tensor);
        _index = null;
    }

    public void SetOutput(Node node, int index, Tensor? tensor)
    {
        ArgumentNullException.ThrowIfNull(node);
        node.OutputArray[index] = tensor is null ? null : Own(tensor);
        _index = null;
    }

    /// <summary>Lets every reader of one tensor read another; graph outputs are not readers.</summary>
    public void ReplaceUses(Tensor old, Tensor replacement)
    {
        foreach (var use in Uses(old).ToArray())
        {
            SetInput(use.Node, use.InputIndex, replacement);
        }
    }

    /// <summary>Gives a tensor another name; the present owner of the name gets a new one.</summary>
    public void Rename(Tensor tensor, string name)
    {
        Own(tensor);
        if (tensor.Name == name)
        {
            return;
        }

        _tensors.Remove(tensor.Name);
        if (_tensors.Remove(name, out var other))
        {
            other.Name = FreeName(name, candidate => candidate == name || _tensors.ContainsKey(candidate));
            _tensors.Add(other.Name, other);
        }

        tensor.Name = name;
        _tensors.Add(name, tensor);
    }

    /// <summary>The node that makes a tensor; null for inputs and constants.</summary>
    public Node? Producer(Tensor tensor) => Index.Producer(tensor);

    /// <summary>All places where nodes read a tensor.</summary>
    public IReadOnlyList<TensorUse> Uses(Tensor tensor) => Index.Uses(tensor);

    /// <summary>The only node that reads a tensor; null when there are none or several, or when it is a graph output.</summary>
    public Node? OnlyUser(Tensor tensor) => Uses(tensor) is [var use] && !IsOutput(tensor) ? use.Node : null;

    /// <summary>The nodes so that each follows those it reads from, otherwise in the order they were added.</summary>
    /// <exception cref="InvalidOperationException">The nodes form a circle.</exception>
    public IReadOnlyList<Node> Order() => GraphOrder.Of(this);

    /// <summary>Brings <see cref="Nodes"/> into <see cref="Order"/>.</summary>
    public void Sort()
    {
        var order = Order();
        _nodes.Clear();
        _nodes.AddRange(order);
    }

    /// <summary>Removes nodes whose results nobody reads, then tensors that nothing names. Returns the number of nodes removed.</summary>
    public int RemoveUnused()
    {
        var live = GraphOrder.LiveNodes(this);
        var removed = _nodes.RemoveAll(node => !live.Contains(node) && _nodeNames.Remove(node.Name));
        _index = null;
        var named = _nodes.SelectMany(node => node.InputArray.Concat(node.OutputArray)).Concat(_inputs).Concat(_outputs).ToHashSet();
        foreach (var tensor in _tensors.Values.Where(tensor => !named.Contains(tensor)).ToArray())
        {
            _tensors.Remove(tensor.Name);
        }

        return removed;
    }

    /// <summary>A deep copy; constants and other immutable values are shared.</summary>
    public ModelGraph Clone() => GraphCopy.Of(this);

    private GraphIndex Index => _index ??= new GraphIndex(_nodes);

    private Node Insert(int place, string op, string name, IEnumerable<Tensor?> inputs, IEnumerable<Tensor?> outputs, string domain)
    {
        var node = new Node(FreeName(name, _nodeNames.Contains), domain, op, inputs, outputs);
        foreach (var tensor in node.InputArray.Concat(node.OutputArray))
        {
            if (tensor is not null)
            {
                Own(tensor);
            }
        }

        _nodeNames.Add(node.Name);
        _nodes.Insert(place, node);
        _index = null;
        return node;
    }

    private Tensor Own(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return _tensors.GetValueOrDefault(tensor.Name) == tensor
            ? tensor
            : throw new ArgumentException($"'{tensor.Name}' belongs to another graph or was removed", nameof(tensor));
    }

    // Counts up from the last number given to this name, so that thousands of equal names stay cheap.
    private readonly Dictionary<string, int> _lastNumbers = new(StringComparer.Ordinal);

    private string FreeName(string name, Func<string, bool> isTaken)
    {
        var wanted = name.Length == 0 ? "unnamed" : name;
        if (!isTaken(wanted))
        {
            return wanted;
        }

        var number = _lastNumbers.GetValueOrDefault(wanted, 1);
        string candidate;
        do
        {
            candidate = $"{wanted}_{++number}";
        }
        while (isTaken(candidate));
        _lastNumbers[wanted] = number;
        return candidate;
    }
}
