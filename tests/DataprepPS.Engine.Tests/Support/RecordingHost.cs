using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>A host that records what a person would see, answers questions, and can be told to break.</summary>
internal sealed class RecordingHost(string name = "Recording", bool hasScreen = true) : PSHost
{
    private readonly Screen screen = new();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => name;

    public override PSHostUserInterface? UI => hasScreen ? screen : null;

    public override Version Version { get; } = new(1, 0);

    public Screen Seen => screen;

    public override void EnterNestedPrompt()
    {
    }

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    /// <summary>What was written, and how questions are answered.</summary>
    internal sealed class Screen : PSHostUserInterface
    {
        private readonly RawScreen raw = new();

        public ConcurrentQueue<ProgressRecord> Progress { get; } = new();

        public ConcurrentQueue<string> Warnings { get; } = new();

        /// <summary>Everything else, questions too.</summary>
        public ConcurrentQueue<string> Text { get; } = new();

        public bool IsBroken { get; set; }

        public bool Redraws { get; set; }

        public bool Confirms { get; set; } = true;

        public override PSHostRawUserInterface RawUI => raw;

        public override bool SupportsVirtualTerminal => Redraws;

        public void Clear()
        {
            Progress.Clear();
            Warnings.Clear();
            Text.Clear();
            (IsBroken, Redraws, Confirms) = (false, false, true);
        }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Text.Enqueue(message);
            return Confirms ? 0 : 2;
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw Nobody();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Nobody();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw Nobody();

        public override string ReadLine() => throw Nobody();

        public override SecureString ReadLineAsSecureString() => throw Nobody();

        public override void Write(string value) => Record(Text, value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Record(Text, value);

        public override void WriteLine(string value) => Record(Text, value);

        public override void WriteErrorLine(string value) => Text.Enqueue(value);

        public override void WriteDebugLine(string message) => Text.Enqueue(message);

        public override void WriteVerboseLine(string message) => Text.Enqueue(message);

        public override void WriteWarningLine(string message) => Record(Warnings, message);

        public override void WriteProgress(long sourceId, ProgressRecord record) => Record(Progress, record);

        private void Record<T>(ConcurrentQueue<T> queue, T value)
        {
            if (IsBroken)
            {
                throw new InvalidOperationException("The host is broken.");
            }

            queue.Enqueue(value);
        }
    }

    private static HostException Nobody() => new("Nobody can be asked.");

    private sealed class RawScreen : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; }

        public override ConsoleColor ForegroundColor { get; set; }

        public override Size BufferSize { get; set; } = new(100, 40);

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override bool KeyAvailable => false;

        public override Size MaxPhysicalWindowSize => new(100, 40);

        public override Size MaxWindowSize => new(100, 40);

        public override Coordinates WindowPosition { get; set; }

        public override Size WindowSize { get; set; } = new(100, 40);

        public override string WindowTitle { get; set; } = string.Empty;

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw Nobody();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
        {
        }

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
        {
        }

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
        {
        }
    }
}
