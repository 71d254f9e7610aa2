<#
.SYNOPSIS
  Ends what install.ps1 has set up. The data stays. Run as administrator: powershell -ExecutionPolicy Bypass -File ops\windows\uninstall.ps1
#>
[CmdletBinding()]
param(
  [string]$TaskName = 'wuchang'
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if (-not (Get-ScheduledTask -TaskName $TaskName -ErrorAction SilentlyContinue)) { throw "There is no task $TaskName." }
Stop-ScheduledTask -TaskName $TaskName
Unregister-ScheduledTask -TaskName $TaskName -Confirm:$false
Write-Output 'wuchang no longer runs. Its data is where it was.'
