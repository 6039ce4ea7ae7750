using Microsoft.AspNetCore.Components;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What every page has at hand. A page reads; its parts only show what it read, so the statements of a page can be counted.</summary>
public abstract class Page : ComponentBase
{
    [CascadingParameter] public required HttpContext Http { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required PhotoShareDb Db { get; set; }

    protected Viewer Viewer => Http.Viewer();
    protected CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Why a form of this page was not taken; shown beside the field that its path names.</summary>
    protected Refused? Refusal { get; private set; }

    /// <summary>
    /// Reads first and shows then. By default a component is rendered as soon as its reading waits, and its children, who read too,
    /// would use the one context at the same time.
    /// </summary>
    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await Read();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Fetches all that the page shows.</summary>
    protected virtual Task Read() => Task.CompletedTask;

    /// <summary>Before what is dangerous: whether somebody showed a short while ago that it is they. If not, they are led to show it and back again.</summary>
    /// <param name="back">A path of this site, e.g. <c>/settings#tokens</c>.</param>
    protected async Task<bool> Confirmed(string back)
    {
        if (await Http.IsConfirmed()) return true;
        Navigation.NavigateTo(Confirming.PathTo(back));
        return false;
    }

    /// <summary>Runs a use case and keeps its refusal for the form, which is then answered with 422 and everything that was typed.</summary>
    protected async Task<bool> Try(Func<Task> useCase)
    {
        try
        {
            await useCase();
            return true;
        }
        catch (Refused refused)
        {
            Refusal = refused;
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return false;
        }
        catch (UnavailableException)
        {
            Refusal = new Refused(Problems.UnavailableCode, Problems.Unavailable);
            Http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return false;
        }
    }
}
