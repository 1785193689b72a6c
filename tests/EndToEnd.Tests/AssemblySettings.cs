// Every test here loads the machine with programs of its own; side by side they would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
