namespace PhotoShare.Web;

/// <summary>A bar of a plot.</summary>
/// <param name="Inner">A second value within the first; <c>null</c> where there is one alone.</param>
/// <param name="Cells">What the table says of it.</param>
public sealed record PlotBar(string Label, double Value, double? Inner, params string[] Cells);
