using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DataprepPS.Completion;

/// <summary>Completes from a closed list of words; other values pass, because servers learn new ones.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly string[] words;

    private protected WordCompleter(params string[] words) => this.words = words;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var pattern = WildcardPattern.Get(WildcardPattern.Escape(start) + "*", WildcardOptions.IgnoreCase);
        return words.Where(pattern.IsMatch).Select(word => new CompletionResult(word));
    }
}

/// <summary>Engines of a run.</summary>
public sealed class ExecutionCompleter() : WordCompleter("photon", "dataflow", "spark", "databricksSpark", "emrSpark", "amp");

/// <summary>Statuses of job groups.</summary>
public sealed class StatusCompleter() : WordCompleter("Created", "Pending", "InProgress", "Complete", "Failed", "Canceled");

/// <summary>What a job group is.</summary>
public sealed class RanForCompleter() : WordCompleter("recipe", "sampling", "pendingDatasource", "plan", "extract", "profile", "publish", "refresh");

/// <summary>Targets of publications.</summary>
public sealed class TargetTypeCompleter() : WordCompleter(
    "hive", "redshift", "bigquery", "snowflake", "databricks", "postgres", "oracle", "sqlserver", "teradata", "tableau", "sqldatawarehouse", "synapse", "glue", "sftp", "s3");

/// <summary>Fields to sort by; with a minus sign in front, descending.</summary>
public sealed class SortCompleter() : WordCompleter("-id", "id", "name", "-name", "-createdAt", "createdAt", "-updatedAt", "updatedAt");

/// <summary>What somebody may do with a flow or a plan that is shared with them.</summary>
public sealed class ShareRoleCompleter() : WordCompleter("collaborator", "readOnly");

/// <summary>Whose flows or datasets.</summary>
public sealed class OwnershipCompleter() : WordCompleter("all", "owned", "sharedWithMe");

/// <summary>Associations a job can embed.</summary>
public sealed class JobEmbedCompleter() : WordCompleter("errorMessage", "scriptResults", "jobGroup", "creator");

/// <summary>When SQL of an output runs: before data is read, or after results are written.</summary>
public sealed class SqlScriptTypeCompleter() : WordCompleter("pre", "post");

/// <summary>Makers of databases and services that connections lead to.</summary>
public sealed class VendorCompleter() : WordCompleter(
    "bigquery", "hive", "redshift", "snowflake", "databricks", "postgres", "oracle", "sqlserver", "mysql", "teradata", "db2", "sqldatawarehouse", "synapse", "glue",
    "salesforce", "tableauserver", "sftp", "gsheets", "sharepoint", "onedrive");

/// <summary>What a task of a plan does.</summary>
public sealed class TaskTypeCompleter() : WordCompleter(
    "http", "storage", "workflow", "script_sql", "email", "delay", "approval", "ml_predict", "ml_retrain", "ml_project_update", "reporting_generate", "cefd_desktop", "li_project_replay", "ai_dataset");
/// <summary>As what somebody may have a connection.</summary>
public sealed class ConnectionRoleCompleter() : WordCompleter("readOnly", "owner");

/// <summary>How connections identify themselves.</summary>
public sealed class CredentialTypeCompleter() : WordCompleter(
    "basic", "securityToken", "basicWithAppToken", "basicApp", "keySecret", "awsKeySecret", "userWithApiToken", "personalAccessTokenNameSecret", "personalAccessToken", "accessToken",
    "apiKey", "tokenAuth", "iamRoleArn", "iamDbUser", "oauth2", "transactionKey", "apiKeyWithToken", "noAuth");

/// <summary>Editions of workspaces.</summary>
public sealed class TierCompleter() : WordCompleter(
    "enterprise_cloud", "enterprise_cloud22", "professional", "professional22", "starter", "starter22", "premium", "standard", "free");
