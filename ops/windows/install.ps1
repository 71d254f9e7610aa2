<#
.SYNOPSIS
  Lets wuchang run on this PC from its start on, without anybody logged in. Run as administrator, once: powershell -ExecutionPolicy Bypass -File ops\windows\install.ps1
.DESCRIPTION
  Windows starts it as the account LOCAL SERVICE, which has few rights, starts it anew a minute after it has ended, and never ends it for running long.
  It needs Node.js 24 and a PostgreSQL server (DATABASE_URL in .env): the embedded one does not run on Windows.
#>
[CmdletBinding()]
param(
  [string]$Project = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path,
  [string]$TaskName = 'wuchang'
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$node = (Get-Command -Name 'node.exe' -ErrorAction SilentlyContinue).Source
if (-not $node) { throw 'Node.js is missing: install version 24 from nodejs.org, then run this again.' }
$settings = Join-Path $Project '.env'
if (-not (Test-Path -Path $settings)) { throw "There is no $settings yet: copy .env.example and set DATABASE_URL." }
if (-not (Select-String -Path $settings -Pattern '^\s*DATABASE_URL=\S' -Quiet)) { throw "DATABASE_URL is not set in $settings." }

$data = Join-Path $Project 'data'
New-Item -ItemType Directory -Path $data -Force | Out-Null
# Its data is its own and the administrators'; the settings, which hold passwords, it may read.
& icacls.exe $data /inheritance:r /grant:r '*S-1-5-19:(OI)(CI)M' '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' | Out-Null
if ($LASTEXITCODE -ne 0) { throw 'The rights of the data folder could not be set: run this as administrator.' }
& icacls.exe $settings /inheritance:r /grant:r '*S-1-5-19:R' '*S-1-5-32-544:F' '*S-1-5-18:F' | Out-Null
if ($LASTEXITCODE -ne 0) { throw 'The rights of the settings could not be set: run this as administrator.' }

# What the first start would write beside the sources, where that account may not write.
Push-Location -Path $Project
try {
  & $node 'scripts\generate.mjs'
  if ($LASTEXITCODE -ne 0) { throw 'The database client could not be made: run npm ci first.' }
  & $node 'scripts\join.mjs'
  if ($LASTEXITCODE -ne 0) { throw 'The sources could not be joined: run npm ci first.' }
} finally {
  Pop-Location
}

$action = New-ScheduledTaskAction -Execute $node -Argument 'scripts\start.mjs' -WorkingDirectory $Project
$trigger = New-ScheduledTaskTrigger -AtStartup
$principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-19' -LogonType ServiceAccount -RunLevel Limited
$options = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit ([TimeSpan]::Zero) -StartWhenAvailable -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -MultipleInstances IgnoreNew
Register-ScheduledTask -TaskName $TaskName -Action $action -Trigger $trigger -Principal $principal -Settings $options -Force | Out-Null
Start-ScheduledTask -TaskName $TaskName
Write-Output "wuchang runs, and will run from each start of this PC on. Look: http://127.0.0.1:3000/readyz"
