using System;

namespace Explorer.Search.States;

/// <summary>A store cannot number any more states, however much memory there is. Never leaves a search.</summary>
internal sealed class StoreFullException : Exception;
